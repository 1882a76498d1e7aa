import { type Around, letters, type Template, type TemplateData } from './words.ts';

export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
}

const longestSubject = 150;

/** Of names that people gave: no line breaks, which would begin another header or paragraph, and nothing that turns the text around. */
function oneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029\s]+/gu, ' ')
    .replaceAll(/[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\p{Cs}/gu, '')
    .trim();
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= longestSubject ? text : `${characters.slice(0, longestSubject - 1).join('')}…`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => entities[character]!);

/**
 * Programs that show mail make links of what looks like one. An invisible mark keeps `Win.at.example.com`, given as a name, from
 * becoming a link in our mail.
 */
const withoutLinks = (text: string): string =>
  text.replaceAll(/(?<=[\p{L}\p{N}])(\.(?=\p{L}{2})|:(?=\/\/))/gu, '\u2060$1');

const font = "font-family:system-ui,-apple-system,'Segoe UI',sans-serif;font-size:16px;line-height:1.5;color:#1d1d1b";
const button =
  'display:inline-block;padding:10px 18px;background:#1d1d1b;color:#ffffff;text-decoration:none;border-radius:6px';

/** Makes a mail of a template and its data. Everything that comes from people is text: it cannot become a header, a link or HTML. */
export function renderMail<Name extends Template>(
  template: Name,
  data: TemplateData[Name],
  around: Around,
): RenderedMail {
  const { subject, paragraphs, action, closing } = letters[template](data, around);
  const said = paragraphs.map((paragraph) => withoutLinks(oneLine(paragraph)));
  const text = [...said, ...(action ? [`${action.label}:\n${action.url}`] : []), '--', oneLine(closing)].join('\n\n');
  const html = [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(oneLine(subject))}</title></head>`,
    `<body style="margin:0;padding:24px;background:#ffffff"><div style="max-width:560px;${font}">`,
    ...said.map((paragraph) => `<p style="margin:0 0 16px">${escaped(paragraph)}</p>`),
    ...(action
      ? [
          `<p style="margin:24px 0"><a href="${escaped(action.url)}" style="${button}">${escaped(action.label)}</a></p>`,
          `<p style="margin:0 0 16px;font-size:13px;color:#5c5c58;word-break:break-all">${escaped(action.url)}</p>`,
        ]
      : []),
    `<p style="margin:24px 0 0;font-size:13px;color:#5c5c58">${escaped(oneLine(closing))}</p>`,
    '</div></body></html>',
  ].join('\n');
  return { subject: shortened(oneLine(subject)), text: `${text}\n`, html: `${html}\n` };
}
