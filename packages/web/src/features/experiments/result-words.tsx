import { named, pageText, type Saying, shorten } from '@dandelion-loop/wording';

/** A text of an answer, which can hold names of the data: made harmless, and "p = 0.03" kept on one line. */
export const spoken = (text: string): string => pageText(text).replace(/\bp ([<=>]) (?=\d)/g, 'p\u00a0$1\u00a0');

/** A name of the data, apart from the direction of the text around it. */
export function Name({ children, room = 80 }: { children: string; room?: number }) {
  const name = named(pageText(children));
  const shown = shorten(name, room);
  return <bdi {...(shown !== name && { title: shorten(name, 600) })}>{shown}</bdi>;
}

/** A sentence with its finding underlined and what is strong in bold. */
export function Said({ saying }: { saying: Saying }) {
  return saying.map(({ text, role }) => {
    if (role === 'finding') return <mark key={text}>{spoken(text)}</mark>;
    return role === 'strong' ? <b key={text}>{spoken(text)}</b> : <span key={text}>{spoken(text)}</span>;
  });
}
