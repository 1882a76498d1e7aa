import { type DragEvent, useId, useRef, useState } from 'react';
import { texts } from '../../texts/imports.ts';
import { Button, type ButtonKind } from '../../ui/button.tsx';
import { FieldError } from '../../ui/field.tsx';
import { SeedHead } from '../../ui/seed-head.tsx';
import { bytesInWords } from './byte-words.ts';
import './drop-file.css';
import { droppedFile } from './dropped-file.ts';

const words = texts.drop;

interface DropFileProps {
  onFile: (file: File) => void;
  /** Bytes. */
  limit: number;
  kind?: ButtonKind;
}

/** All of it takes a file that is dropped; the button is for the keyboard, the thumb and everybody else. */
export function DropFile({ onFile, limit, kind = 'primary' }: DropFileProps) {
  const [over, setOver] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const hintId = useId();
  const take = (found: File | string | null) => {
    if (found === null) return;
    setRefusal(typeof found === 'string' ? found : null);
    if (typeof found !== 'string') onFile(found);
  };
  const hover = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(droppedFile(event.dataTransfer));
  };
  const leave = (event: DragEvent) => {
    if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOver(false);
  };
  return (
    <section
      className={over ? 'drop over' : 'drop'}
      aria-label={words.title}
      onDragEnter={hover}
      onDragOver={hover}
      onDragLeave={leave}
      onDrop={drop}
    >
      <div className="drop-clock">
        <SeedHead />
      </div>
      <h2>{over ? words.now : words.title}</h2>
      <p>{words.text}</p>
      <Button kind={kind} icon="file" onClick={() => input.current?.click()} aria-describedby={hintId}>
        {words.choose}
      </Button>
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        aria-label={words.label}
        onChange={(event) => {
          take(event.target.files?.[0] ?? null);
          // The same file may be chosen again after it was mended.
          event.target.value = '';
        }}
      />
      {refusal && <FieldError>{refusal}</FieldError>}
      <small id={hintId}>{words.kinds(bytesInWords(limit))}</small>
    </section>
  );
}
