// Finds dead links in Markdown files, including links that lead out of the folder.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A line for each relative link of the Markdown `files` of `folder` whose file or heading is not in `folder`. */
export function brokenLinks(folder: string, files: readonly string[]): string[] {
  return files.flatMap((name) =>
    linksIn(readFileSync(path.join(folder, name), 'utf8')).flatMap((link) => {
      const why = linkError(folder, name, link);
      return why === undefined ? [] : [`${name}: ${link}: ${why}`];
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

/** As GitHub and npm make it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');
}

/** Links are not broken over lines, but their texts are, and code may look like a link. */
function withoutCode(markdown: string): string {
  return markdown.replaceAll(/^```.*?^```/gms, '').replaceAll(/`[^`\n]*`/g, 'code');
}
