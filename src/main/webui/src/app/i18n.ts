import { createI18n } from 'vue-i18n'
import zh from '@/locales/zh'
import { prepared } from './messages'
import { localStore } from '@/shared/storage'

export type Language = 'zh-CN' | 'en'
const KEY = 'chaoxue.language'

export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': prepared(zh) } as Record<string, ReturnType<typeof prepared>>,
})

/** Chinese is built in; English comes on demand. The choice is kept in this browser. */
export async function setLanguage(language: Language): Promise<void> {
  if (language === 'en' && !i18n.global.availableLocales.includes('en')) {
    i18n.global.setLocaleMessage('en', prepared((await import('@/locales/en')).default))
  }
  i18n.global.locale.value = language
  document.documentElement.lang = language
  localStore.set(KEY, language)
}

export function restoreLanguage(): Promise<void> {
  return setLanguage(localStore.get<Language>(KEY) === 'en' ? 'en' : 'zh-CN')
}
