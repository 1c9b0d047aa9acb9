// Compares a page's computed styles under the shipped style sheet with those under the source styles.
import type { Page } from 'playwright-core';
import { build, type InlineConfig, type Rolldown } from 'vite';
import { renderer } from '../../../scripts/bundles.ts';

/** The dashboard's styles in one sheet: bundled, but not minified. */
export async function sourceStyles(): Promise<string> {
  const config: InlineConfig = {
    ...renderer,
    build: { ...renderer.build, write: false, minify: false, cssMinify: false },
  };
  const outputs = [await build(config)].flat() as Rolldown.RolldownOutput[];
  const sheets = outputs.flatMap(({ output }) => output).filter(({ fileName }) => fileName.endsWith('.css'));
  return sheets.map((sheet) => String('source' in sheet ? sheet.source : '')).join('\n');
}

/**
 * Every property of every element and its ::before and ::after whose value changes if `source` replaces the page's own sheets,
 * as "td.number font-feature-settings: normal, in the source "tnum"". Compares everything in one task, so that the page cannot
 * change in between.
 */
export function styleDifferences(page: Page, source: string): Promise<string[]> {
  return page.evaluate((css) => {
    /** Properties that depend on the layout, which waits for fonts. */
    const layoutProperties =
      /^(width|height|inline-size|block-size|perspective-origin|transform-origin|top|left|right|bottom|inset.*)$/;
    const stylesOf = (element: Element): Map<string, string> => {
      const styles = new Map<string, string>();
      for (const [property, values] of element.computedStyleMap())
        // Custom properties are plain text; their effect shows in other properties.
        if (!property.startsWith('--')) styles.set(property, [...values].map((value) => value.toString()).join());
      for (const pseudo of ['::before', '::after']) {
        const pseudoStyles = getComputedStyle(element, pseudo);
        if (pseudoStyles.content === 'none' || pseudoStyles.content === 'normal') continue;
        for (const property of pseudoStyles)
          if (!layoutProperties.test(property) && !property.startsWith('--'))
            styles.set(`${pseudo} ${property}`, pseudoStyles.getPropertyValue(property));
      }
      return styles;
    };
    const elements = [...document.querySelectorAll('html, body, body *')];
    const before = elements.map(stylesOf);
    const shipped = [...document.styleSheets];
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    for (const { disabled } of shipped) if (disabled) throw new Error('a style sheet of the page is already disabled');
    for (const own of shipped) own.disabled = true;
    document.adoptedStyleSheets = [sheet];
    const after = elements.map(stylesOf);
    document.adoptedStyleSheets = [];
    for (const own of shipped) own.disabled = false;
    const differences = new Set<string>();
    for (const [i, element] of elements.entries())
      for (const [property, value] of after[i] ?? []) {
        const shippedValue = before[i]?.get(property);
        if (shippedValue !== value)
          differences.add(
            `${element.tagName.toLowerCase()} ${property}: ${String(shippedValue)}, in the source ${value}`,
          );
      }
    return [...differences];
  }, source);
}
