/** The browser's storage that may be full, forbidden or damaged without ever breaking the page. */
export interface KeyValueStore {
  get<T>(key: string): T | undefined
  set(key: string, value: unknown): void
  remove(key: string): void
  keys(prefix: string): string[]
}

/** Kept until somebody clears it. */
export const localStore = guarded(() => localStorage)

/** Kept as long as the tab, reloads included. */
export const tabStore = guarded(() => sessionStorage)

function guarded(storage: () => Storage): KeyValueStore {
  return {
    get<T>(key: string) {
      try {
        const text = storage().getItem(key)
        return text === null ? undefined : (JSON.parse(text) as T)
      } catch {
        return undefined
      }
    },
    set(key, value) {
      try {
        storage().setItem(key, JSON.stringify(value))
      } catch {
        // Full or forbidden: the page goes on, only without the safety copy.
      }
    },
    remove(key) {
      try {
        storage().removeItem(key)
      } catch {
        // As above.
      }
    },
    keys(prefix) {
      try {
        return Object.keys(storage()).filter((key) => key.startsWith(prefix))
      } catch {
        return []
      }
    },
  }
}

/** For tests and for pages that must not persist. */
export function memoryStore(): KeyValueStore {
  const map = new Map<string, string>()
  return {
    get: <T>(key: string) => {
      const text = map.get(key)
      return text === undefined ? undefined : (JSON.parse(text) as T)
    },
    set: (key, value) => void map.set(key, JSON.stringify(value)),
    remove: (key) => void map.delete(key),
    keys: (prefix) => [...map.keys()].filter((key) => key.startsWith(prefix)),
  }
}
