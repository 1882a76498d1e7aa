import { type ComponentProps, useState } from 'react';
import { texts } from '../texts/ui.ts';
import './field.css';
import './password-input.css';
import { TextInput } from './text-input.tsx';

interface PasswordInputProps extends Omit<ComponentProps<typeof TextInput>, 'type' | 'icon' | 'autoComplete'> {
  /** So that a password manager knows what to fill in, or to offer. */
  autoComplete: 'current-password' | 'new-password';
}

/** A password, hidden until somebody wants to see what they type. */
export function PasswordInput(props: PasswordInputProps) {
  const [shown, setShown] = useState(false);
  return (
    <span className="password-input">
      <TextInput
        {...props}
        type={shown ? 'text' : 'password'}
        spellCheck={false}
        autoCapitalize="none"
        autoCorrect="off"
        maxLength={200}
      />
      <button
        type="button"
        className="password-show"
        aria-label={texts.showPassword}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
      >
        {shown ? texts.hide : texts.show}
      </button>
    </span>
  );
}
