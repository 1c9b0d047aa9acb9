// Finds broken links in Markdown files, including links that leave the folder.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One line per relative link in the Markdown `files` whose target or heading does not exist in `folder`. */
export function brokenLinks(folder: string, files: readonly string[]): string[] {
  return files.flatMap((name) =>
    linksIn(readFileSync(path.join(folder, name), 'utf8')).flatMap((link) => {
      const error = linkError(folder, name, link);
      return error === undefined ? [] : [`${name}: ${link}: ${error}`];
    }),
  );
}

function linksIn(markdown: string): string[] {
  const targets = [...withoutCode(markdown).matchAll(/\]\(([^)\s]*)\)/g)].map(([, target = '']) => target);
  return targets.filter((target) => !/^\w+:/.test(target));
}

function linkError(folder: string, name: string, link: string): string | undefined {
  const [target = '', heading] = link.split('#');
  const file = target === '' ? name : path.join(path.dirname(name), target);
  if (file.startsWith('..')) return 'not in this folder';
  if (!existsSync(path.join(folder, file))) return 'no such file';
  if (heading === undefined) return undefined;
  const anchors = headingsIn(readFileSync(path.join(folder, file), 'utf8')).map(anchorOf);
  return anchors.includes(heading) ? undefined : 'no such heading';
}

function headingsIn(markdown: string): string[] {
  return [...withoutCode(markdown).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading);
}

/** As GitHub and npm derive it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');
}

/** Code may look like a link. Link targets never span lines, but link texts do. */
function withoutCode(markdown: string): string {
  return markdown.replaceAll(/^```.*?^```/gms, '').replaceAll(/`[^`\n]*`/g, 'code');
}
