/** localStorage that may be full, forbidden or damaged without ever breaking the page. */
export interface KeyValueStore {
  get<T>(key: string): T | undefined
  set(key: string, value: unknown): void
  remove(key: string): void
  keys(prefix: string): string[]
}

export const localStore: KeyValueStore = {
  get<T>(key: string) {
    try {
      const text = localStorage.getItem(key)
      return text === null ? undefined : (JSON.parse(text) as T)
    } catch {
      return undefined
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(key, JSON.stringify(value))
    } catch {
      // Full or forbidden: the page goes on, only without the safety copy.
    }
  },
  remove(key) {
    try {
      localStorage.removeItem(key)
    } catch {
      // As above.
    }
  },
  keys(prefix) {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(prefix))
    } catch {
      return []
    }
  },
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
