import { type RefObject, useLayoutEffect, useState } from 'react';

/** Where the rows of the list stand in the window, in pixels. */
export interface Places {
  row: number;
  /** Of the first row, from the top of the page. */
  top: number;
  /** Of the tools, which stay at the top of the window: their lower edge, and so the upper edge of the heads. */
  tools: number;
  /** The lower edge of the heads: rows are seen below it. */
  heads: number;
  /** What lies over the lower end of the window. */
  bottom: number;
}

interface Parts {
  tools: RefObject<HTMLElement | null>;
  heads: RefObject<HTMLElement | null>;
  body: RefObject<HTMLElement | null>;
  /** As high as a row. */
  probe: RefObject<HTMLElement | null>;
}

/** The part of the tools that stays: on narrow screens only the search does. */
function stickyBottom(tools: HTMLElement): number {
  const element = getComputedStyle(tools).display === 'contents' ? tools.firstElementChild : tools;
  if (!(element instanceof HTMLElement)) return 0;
  return (Number.parseFloat(getComputedStyle(element).top) || 0) + element.offsetHeight;
}

/** The tabs of a narrow screen. */
const bottomOf = (): number => document.querySelector<HTMLElement>('nav.tabs')?.offsetHeight ?? 0;

function measure({ tools, heads, body, probe }: Parts): Places | null {
  if (!tools.current || !heads.current || !body.current || !probe.current) return null;
  const toolsBottom = stickyBottom(tools.current);
  const headsSticky = getComputedStyle(heads.current).position === 'sticky';
  return {
    row: probe.current.offsetHeight,
    top: Math.round(body.current.getBoundingClientRect().top + window.scrollY),
    tools: toolsBottom,
    heads: toolsBottom + (headsSticky ? heads.current.offsetHeight : 0),
    bottom: bottomOf(),
  };
}

const same = (a: Places | null, b: Places | null): boolean =>
  a !== null && b !== null && (Object.keys(a) as (keyof Places)[]).every((name) => a[name] === b[name]);

/** Null before the first measuring, which is before the first painting. */
export function usePlaces(parts: Parts): Places | null {
  const [places, setPlaces] = useState<Places | null>(null);
  const { tools, body, probe } = parts;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the parts are refs; they stay the same.
  useLayoutEffect(() => {
    const again = () =>
      setPlaces((now) => {
        const next = measure(parts);
        return same(now, next) ? now : next;
      });
    again();
    const observer = new ResizeObserver(again);
    for (const part of [tools.current, probe.current, body.current, document.body]) if (part) observer.observe(part);
    return () => observer.disconnect();
  }, []);
  return places;
}
