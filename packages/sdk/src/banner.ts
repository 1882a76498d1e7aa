import { bannerStyle } from './banner-style.ts';
import { plainTexts } from './banner-texts.ts';
import type { Choices, Dandelion, Purpose } from './types.ts';

export interface BannerOptions {
  /** What is asked for, in this order. All but contact when left out. */
  purposes?: readonly Purpose[];
  /** Where the text is that people agree to. */
  policyUrl?: string;
  /** Words by their names, instead of the English ones. The README lists them. */
  texts?: Readonly<Record<string, string>>;
}

export interface ConsentBanner {
  /** Shows the banner, for a link like "Privacy choices", and puts the focus into it. */
  showConsent(): void;
}

function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  facts: Partial<HTMLElementTagNameMap[Tag]>,
  ...within: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = Object.assign(document.createElement(tag), facts);
  element.append(...within);
  return element;
}

/** A host with a style of its own. It is the first of the page, so that the keyboard comes to it first. */
function openHost(section: HTMLElement): HTMLElement {
  const host = make('div', {});
  const shadow = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(bannerStyle);
  shadow.adoptedStyleSheets = [sheet];
  shadow.append(section);
  return host;
}

/** What lies under the banner can still be reached: the page is that much longer, and what has the focus is scrolled above it. */
function makeRoom(pixels: number): void {
  const height = pixels > 0 ? `${pixels}px` : '';
  Object.assign(document.documentElement.style, { scrollPaddingBottom: height, paddingBottom: height });
}

/**
 * Asks for consent where it has not been answered and the browser has not said no, and again when asked to. Yes and no have the same
 * weight; Escape decides nothing.
 */
export function addConsentBanner(dandelion: Dandelion, options: BannerOptions = {}): ConsentBanner {
  const { purposes = ['collect', 'profile', 'personalise', 'learn'], policyUrl } = options;
  const texts: Record<string, string> = { ...plainTexts, ...options.texts };
  const say = (name: string) => texts[name] ?? name;
  let close = () => {};
  let wasAsked = false;

  function show(byHand: boolean): void {
    close();
    wasAsked = byHand;
    const { choices, answered, signal } = dandelion.consent.read();
    const before = document.activeElement as HTMLElement | null;

    const decide = (yes: (purpose: Purpose) => boolean) => {
      // Closed first: the focus goes back before the page hears of the answer.
      close();
      const made = Object.fromEntries(purposes.map((purpose) => [purpose, yes(purpose)])) as Choices;
      dandelion.consent(made, { place: 'banner' });
    };
    const button = (name: string, onclick: () => void, className = '') =>
      make('button', { type: 'button', className, onclick }, say(name));
    const boxes = new Map(
      purposes.map((purpose) => [purpose, make('input', { type: 'checkbox', checked: choices[purpose] === true })]),
    );
    const rows = purposes.map((purpose) => {
      const why = texts[`${purpose}-why`];
      return make(
        'label',
        {},
        boxes.get(purpose)!,
        make('span', {}, say(purpose)),
        ...(why ? [make('small', {}, why)] : []),
      );
    });

    const turn = (choosing: boolean) => {
      first.hidden = choosing;
      second.hidden = !choosing;
    };
    const choose = button(
      'choose',
      () => {
        turn(true);
        boxes.values().next().value!.focus();
      },
      'plain',
    );
    const back = button(
      'back',
      () => {
        turn(false);
        choose.focus();
      },
      'plain',
    );
    const ends = answered ? [button('close', () => close(), 'plain')] : [];
    const first = make(
      'div',
      {},
      button('no', () => decide(() => false)),
      button('yes', () => decide(() => true)),
      choose,
      ...ends,
    );
    const save = button('save', () => decide((purpose) => boxes.get(purpose)!.checked));
    const second = make('fieldset', { ariaLabel: say('title') }, ...rows, make('div', {}, save, back));
    second.hidden = true;

    const title = make('h2', { id: 'title' }, say('title'));
    const intro = make('p', { id: 'intro' }, say('intro'), ...(signal ? [' ', say('signal')] : []));
    const policy = policyUrl ? [make('p', {}, make('a', { href: policyUrl }, say('policy')))] : [];
    const section = make(
      'section',
      { lang: say('lang'), tabIndex: -1, role: 'dialog' },
      title,
      intro,
      ...policy,
      first,
      second,
    );
    section.setAttribute('aria-modal', 'false');
    section.setAttribute('aria-labelledby', 'title');
    section.setAttribute('aria-describedby', 'intro');
    section.onkeydown = ({ key }) => {
      if (key === 'Escape' && answered) close();
    };

    const host = openHost(section);
    const observer = new ResizeObserver(() => makeRoom(section.offsetHeight));
    close = () => {
      close = () => {};
      const inside = document.activeElement === host;
      observer.disconnect();
      host.remove();
      makeRoom(0);
      if (inside) before?.focus();
    };
    document.body.prepend(host);
    observer.observe(section);
    if (byHand) section.focus();
  }

  const ask = () => {
    const { answered, signal, collecting } = dandelion.consent.read();
    if (!answered && !signal && !collecting) show(false);
  };
  if (document.body && document.readyState !== 'loading') ask();
  else document.addEventListener('DOMContentLoaded', ask);
  // Answered elsewhere: in another tab, or by the page.
  addEventListener('dandelion-consent', () => {
    if (!wasAsked && dandelion.consent.read().answered) close();
  });
  return { showConsent: () => show(true) };
}
