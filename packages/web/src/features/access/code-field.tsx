import { useLayoutEffect, useRef } from 'react';
import { texts } from '../../texts/session.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import './code-field.css';

export type CodeKind = 'code' | 'recovery';

/** What is wrong with a code before it is sent, or null. Spaces and hyphens do not count. */
export function wrongWithCode(kind: CodeKind, typed: string): string | null {
  const tidy = typed.replaceAll(/[\s-]/g, '');
  if (kind === 'code') return /^\d{6}$/.test(tidy) ? null : texts.noCode;
  return /^[a-z0-9]{16}$/i.test(tidy) ? null : texts.noRecoveryCode;
}

interface CodeFieldProps {
  value: string;
  onValue: (value: string) => void;
  kind: CodeKind;
  onKind: (kind: CodeKind) => void;
  error: string | null;
}

/** Six digits of an authenticator, or a recovery code by who has lost it. */
export function CodeField({ value, onValue, kind, onKind, error }: CodeFieldProps) {
  const digits = kind === 'code';
  const input = useRef<HTMLInputElement>(null);
  const changed = useRef(false);
  // The other field takes the place of the one before.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when it is another one.
  useLayoutEffect(() => {
    if (changed.current) input.current?.focus();
  }, [kind]);
  return (
    <>
      <Field
        key={kind}
        className="code"
        label={digits ? texts.code : texts.recoveryCode}
        hint={digits ? texts.codeHint : texts.recoveryHint}
        error={error}
      >
        <TextInput
          name="code"
          value={value}
          onValue={onValue}
          autoComplete={digits ? 'one-time-code' : 'off'}
          inputMode={digits ? 'numeric' : 'text'}
          // Room for the spaces that authenticators show.
          maxLength={digits ? 9 : 20}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          ref={input}
        />
      </Field>
      <p className="code-other">
        <Button
          kind="quiet"
          onClick={() => {
            changed.current = true;
            onValue('');
            onKind(digits ? 'recovery' : 'code');
          }}
        >
          {digits ? texts.useRecovery : texts.useCode}
        </Button>
      </p>
    </>
  );
}
