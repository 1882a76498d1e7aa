import type { Scope } from '@dandelion-loop/contract';
import { texts } from '../../texts/keys.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { FieldError } from '../../ui/field.tsx';
import { readingScopes, scopeGroups } from './key-words.ts';

interface ScopeChoiceProps {
  value: readonly Scope[];
  onValue: (scopes: readonly Scope[]) => void;
  error?: string | undefined;
}

const groups = scopeGroups();

/** What a key may do, feature by feature. */
export function ScopeChoice({ value, onValue, error }: ScopeChoiceProps) {
  const toggle = (scope: Scope, on: boolean) =>
    onValue(on ? [...value, scope] : value.filter((other) => other !== scope));
  return (
    <fieldset className="group">
      <legend>{texts.scopes}</legend>
      <p className="scope-all">
        <Button onClick={() => onValue(readingScopes)}>{texts.allRead}</Button>
        {value.length > 0 && (
          <Button kind="quiet" onClick={() => onValue([])}>
            {texts.nothingTicked}
          </Button>
        )}
      </p>
      {error && <FieldError>{error}</FieldError>}
      <div className="scopes">
        {groups.map(({ feature, scopes }) => (
          <fieldset key={feature}>
            <legend>{texts.features[feature]}</legend>
            {scopes.map(({ scope, verb }) => (
              <Checkbox
                key={scope}
                checked={value.includes(scope)}
                onChecked={(on) => toggle(scope, on)}
                label={verb}
              />
            ))}
          </fieldset>
        ))}
      </div>
    </fieldset>
  );
}
