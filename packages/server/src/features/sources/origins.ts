import { DandelionFailure } from '../../kernel/failure.ts';

/** Origins of pages: scheme, host and port, as browsers send them in the header `Origin`. */

/** Every page of the world. */
const anyOrigin = '*';
const below = '*.';

const wrong = (text: string, why: string) =>
  new DandelionFailure(
    'wrong-use',
    `${JSON.stringify(text)} is no origin: ${why}. Write it as https://shop.example.org, or https://*.example.org for all hosts below one.`,
  );

function parse(text: string): URL {
  try {
    return new URL(text.replace(`//${below}`, '//'));
  } catch {
    throw wrong(text, 'it cannot be read as an address');
  }
}

/**
 * An origin as browsers write it: small letters, international names in their ASCII form, no port where it is the usual one. Fails with
 * `wrong-use` for anything but scheme, host and port.
 */
export function readOrigin(given: string): string {
  const text = given.trim();
  if (text === anyOrigin) return text;
  const url = parse(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw wrong(text, 'it begins with neither https:// nor http://');
  if (url.username !== '' || url.password !== '') throw wrong(text, 'it has a name or a password in it');
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || /[?#]$/.test(text))
    throw wrong(text, 'it goes on after the host, and a page sends only scheme, host and port');
  if (url.host.includes('*')) throw wrong(text, 'a * stands for whole names at the beginning of the host only');
  if (!text.includes(`//${below}`)) return url.origin;
  if (!url.hostname.includes('.') || /^[\d.]+$|:/.test(url.hostname))
    throw wrong(text, 'all hosts below that would be too many');
  return url.origin.replace('//', `//${below}`);
}

/** Whether a page of this origin may send. `allowed` is of a source, `origin` the header as it came. */
export function allowsOrigin(allowed: ReadonlySet<string>, origin: string): boolean {
  if (allowed.has(origin) || allowed.has(anyOrigin)) return true;
  const [, scheme, host] = /^(https?:\/\/)(.+)$/.exec(origin) ?? [];
  if (scheme === undefined || host === undefined) return false;
  for (let dot = host.indexOf('.'); dot !== -1; dot = host.indexOf('.', dot + 1)) {
    if (dot > 0 && allowed.has(`${scheme}${below}${host.slice(dot + 1)}`)) return true;
  }
  return false;
}
