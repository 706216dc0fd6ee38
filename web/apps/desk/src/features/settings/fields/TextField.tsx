import type { InputHTMLAttributes } from 'react';
import { Frame, type FieldProps } from './Frame';

export interface TextFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  /** Characters it may have. */
  most?: number;
  type?: 'text' | 'email' | 'password' | 'search';
  placeholder?: string;
  autoComplete?: string;
  /** Codes and addresses: read letter by letter, and never turned around. */
  code?: boolean;
  inputMode?: InputHTMLAttributes<HTMLInputElement>['inputMode'];
}

/** One line of text. */
export function TextField({ value, onChange, most, type = 'text', placeholder, autoComplete = 'off', code, inputMode, ...frame }: TextFieldProps) {
  return (
    <Frame {...frame}>
      {(ties) => (
        <input
          {...ties}
          type={type}
          dir={code ? 'ltr' : 'auto'}
          value={value}
          maxLength={most}
          placeholder={placeholder}
          autoComplete={autoComplete}
          autoCapitalize={code ? 'none' : undefined}
          spellCheck={code ? false : undefined}
          inputMode={inputMode}
          onChange={(event) => onChange(event.target.value)}
          className={`field ${code ? 'font-mono! text-start' : ''}`}
        />
      )}
    </Frame>
  );
}
