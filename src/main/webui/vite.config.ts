import { fileURLToPath, URL } from 'node:url'
import vue from '@vitejs/plugin-vue'
import ElementPlus from 'unplugin-element-plus/vite'
import type { Plugin } from 'vite'
import { compression } from 'vite-plugin-compression2'
import { defineConfig } from 'vitest/config'

/** Lists every built file, so that the server can load them all at start and never look into its jar again. */
function fileList(): Plugin {
  return {
    name: 'chaoxue-file-list',
    apply: 'build',
    // After Vite's own steps: one of them may drop an entry that only imports others.
    enforce: 'post',
    generateBundle(_, bundle) {
      const names = new Set(['index.html', 'favicon.svg', ...Object.keys(bundle)])
      const source = [...names].sort().join('\n') + '\n'
      this.emitFile({ type: 'asset', fileName: 'webui-files.txt', source })
    },
  }
}

export default defineConfig({
  plugins: [
    vue(),
    ElementPlus({}),
    fileList(),
    compression({ algorithms: ['brotliCompress', 'gzip'], threshold: 512, logLevel: 'silent' }),
  ],
  resolve: {
    alias: {
      '@': fileURLToPath(new URL('./src', import.meta.url)),
    },
  },
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_LEGACY_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
    // `app/messages.ts` does the little that our texts need.
    __INTLIFY_DROP_MESSAGE_COMPILER__: true,
  },
  build: {
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    // What every page needs comes in two files instead of twenty.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'vue',
              test: /node_modules[\\/](vue|@vue|vue-router|vue-i18n|@intlify)[\\/]/,
              priority: 2,
            },
            {
              name: 'shared',
              test: /src[\\/](shared|app|auth[\\/](session|refresher|api)|locales[\\/]zh)/,
              priority: 1,
            },
          ],
        },
      },
    },
  },
  server: {
    port: Number(process.env.CHAOXUE_WEB_PORT ?? 5173),
    proxy: {
      '/api': process.env.CHAOXUE_API ?? 'http://localhost:8080',
      '/media': process.env.CHAOXUE_API ?? 'http://localhost:8080',
    },
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
})
