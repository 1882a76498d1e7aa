import type { Picture } from './share-picture.ts';
import type { Shape } from './share-shapes.ts';
import type { Font } from './share-text.ts';

/** A picture as an SVG that carries its fonts and asks nobody for anything. */

/** Of woff2 files, in base64. */
export interface EmbeddedFonts {
  sans: string;
  serif: string;
}

/** Families of the faces, and what a system has for letters that they lack. */
export const families: Record<Font['face'], string> = {
  sans: '"Inter Variable", Inter, "Segoe UI", Roboto, "Liberation Sans", sans-serif',
  serif: '"Source Serif 4 Variable", "Source Serif 4", Charter, Georgia, "Liberation Serif", serif',
};

/** What the Latin files of the faces hold, as fonts.css says it. */
const latin =
  'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD';
const latinOnly =
  /^(?:[\u0000-\u00ff\u0131\u0152-\u0153\u02bb-\u02bc\u02c6\u02da\u02dc\u2000-\u206f\u20ac\u2122\u2191\u2193\u2212\u2215\ufeff\ufffd]|\u0304|\u0308|\u0329)*$/;

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** What XML 1.0 cannot hold, even as an entity. */
const notInXml = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const escaped = (text: string): string =>
  text.replace(notInXml, '\ufffd').replace(/[&<>"']/g, (character) => entities[character] ?? '');

const round = (value: number): string => String(Math.round(value * 100) / 100);

function attributes(values: Record<string, string | number | undefined>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${typeof value === 'number' ? round(value) : escaped(value ?? '')}"`)
    .join('');
}

function textElement({ x, y, text, font, colour, anchor, width }: Extract<Shape, { kind: 'text' }>): string {
  // Letters of other scripts come from the fonts of whoever opens it: they keep the place that was measured for them.
  const held =
    width === undefined || latinOnly.test(text) ? {} : { textLength: width, lengthAdjust: 'spacingAndGlyphs' };
  const style = { class: font.face, x, y, 'font-size': font.size, 'font-weight': font.weight, fill: colour };
  return `<text${attributes({ ...style, 'text-anchor': anchor === 'start' ? undefined : anchor, ...held })} xml:space="preserve">${escaped(text)}</text>`;
}

function element(shape: Shape): string {
  switch (shape.kind) {
    case 'text':
      return textElement(shape);
    case 'rect': {
      const { kind, colour, ...box } = shape;
      return `<${kind}${attributes({ ...box, fill: colour })}/>`;
    }
    case 'circle': {
      const { x, y, r, fill = 'none', stroke, width } = shape;
      return `<circle${attributes({ cx: x, cy: y, r, fill, stroke, 'stroke-width': width })}/>`;
    }
    case 'line': {
      const { from, to, colour, width, dash, round: cap } = shape;
      const ends = { x1: from[0], y1: from[1], x2: to[0], y2: to[1] };
      const look = { 'stroke-dasharray': dash?.join(' '), 'stroke-linecap': cap && 'round' };
      return `<line${attributes({ ...ends, stroke: colour, 'stroke-width': width, ...look })}/>`;
    }
    case 'path': {
      const { points, closed, fill = 'none', stroke, width } = shape;
      const d = `M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join('L')}${closed ? 'Z' : ''}`;
      return `<path${attributes({ d, fill, stroke, 'stroke-width': width, 'stroke-linejoin': 'round' })}/>`;
    }
  }
}

const face = (family: string, data: string): string =>
  `@font-face{font-family:"${family}";font-weight:200 900;src:url(data:font/woff2;base64,${data}) format("woff2");unicode-range:${latin}}`;

/** `title` is read out in the place of the picture. */
export function svgOf({ width, height, shapes }: Picture, fonts: EmbeddedFonts, title: string): string {
  const style = `${face('Inter Variable', fonts.sans)}${face('Source Serif 4 Variable', fonts.serif)}.sans{font-family:${families.sans}}.serif{font-family:${families.serif}}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" direction="ltr"><title>${escaped(title)}</title><style>${style}</style>${shapes.map(element).join('')}</svg>\n`;
}
