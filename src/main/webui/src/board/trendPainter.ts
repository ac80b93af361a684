import { LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

use([LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer])

const COLOURS = ['#8aa3b0', '#0f7391', '#b7791f', '#17734a']
const DASHES = ['dotted', 'solid', 'dashed', 'solid'] as const

export interface TrendPainter {
  paint(labels: string[], series: { name: string; values: number[] }[]): void
  dispose(): void
}

/** Draws on a canvas. The tooltip is drawn too: an HTML one would need inline styles, which the page's policy forbids. */
export function createTrendPainter(element: HTMLElement): TrendPainter {
  const chart = init(element, null, { renderer: 'canvas' })
  const watcher = new ResizeObserver(() => chart.resize())
  watcher.observe(element)
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches

  return {
    paint(labels, series) {
      chart.setOption({
        animation: !still,
        animationDurationUpdate: 500,
        color: COLOURS,
        grid: {
          left: 4,
          right: 12,
          top: 40,
          bottom: 4,
          outerBoundsMode: 'same',
          outerBoundsContain: 'axisLabel',
        },
        legend: {
          top: 0,
          left: 0,
          icon: 'roundRect',
          itemWidth: 14,
          itemHeight: 4,
          textStyle: { color: '#44545f', fontSize: 13 },
        },
        tooltip: { trigger: 'axis', renderMode: 'richText', confine: true },
        xAxis: {
          type: 'category',
          boundaryGap: false,
          data: labels,
          axisLine: { lineStyle: { color: '#b9c7d0' } },
          axisTick: { show: false },
          axisLabel: { color: '#44545f', interval: 9 },
        },
        yAxis: {
          type: 'value',
          minInterval: 1,
          splitLine: { lineStyle: { color: '#e8eef2' } },
          axisLabel: { color: '#44545f' },
        },
        series: series.map(({ name, values }, i) => ({
          name,
          type: 'line',
          data: values,
          showSymbol: false,
          smooth: 0.25,
          lineStyle: { width: 2, type: DASHES[i] },
          areaStyle: i === 1 ? { opacity: 0.08 } : undefined,
        })),
      })
    },
    dispose() {
      watcher.disconnect()
      chart.dispose()
    },
  }
}
