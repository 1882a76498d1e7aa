/** What is kept: in memory, and in localStorage where the person allowed it and the browser does. */
export interface Box {
  read(name: string): string | null;
  /** In memory only, unless `lasting`. A storage that is full or closed leaves it in memory. */
  write(name: string, text: string, lasting: boolean): void;
  drop(name: string): void;
  /** All that are kept, by this tab and by others, in the order of their names. */
  names(): string[];
}

function attempt<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch {
    return null;
  }
}

export function openBox(prefix: string): Box {
  const memory = new Map<string, string>();
  return {
    read: (name) => memory.get(name) ?? attempt(() => localStorage.getItem(prefix + name)),
    write(name, text, lasting) {
      memory.set(name, text);
      if (!lasting) return;
      attempt(() => {
        localStorage.setItem(prefix + name, text);
        memory.delete(name);
      });
    },
    drop(name) {
      memory.delete(name);
      attempt(() => localStorage.removeItem(prefix + name));
    },
    names() {
      const stored = attempt(() => Object.keys(localStorage)) ?? [];
      const ours = stored.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
      return [...new Set([...memory.keys(), ...ours])].sort();
    },
  };
}
