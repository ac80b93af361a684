import { createApp } from 'vue'
import '@/styles/base.css'
import App from './App.vue'
import { i18n, restoreLanguage } from './i18n'
import { createAppRouter } from './router'

restoreLanguage()
  .catch(() => undefined)
  .then(() => createApp(App).use(i18n).use(createAppRouter()).mount('#app'))
