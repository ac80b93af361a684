import { useRoute, useRouter } from 'vue-router'
import { signOut } from './session'

/** Where somebody goes on whose login still owed a step, and the way back out. */
export function useWayIn() {
  const route = useRoute()
  const router = useRouter()

  async function goOn() {
    const target = String(route.query.to ?? '')
    const inside = target.startsWith('/') && !target.startsWith('//')
    await router.push(inside ? target : { name: 'home' })
  }

  async function leave() {
    await signOut()
    await router.push({ name: 'login' })
  }

  return { goOn, leave }
}
