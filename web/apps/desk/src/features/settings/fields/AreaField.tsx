import { useState, type Ref } from 'react';
import { alike } from '../kit/problems';
import { Frame, type FieldProps } from './Frame';

export interface AreaFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  most?: number;
  rows?: number;
  placeholder?: string;
  area?: Ref<HTMLTextAreaElement>;
  code?: boolean;
}

/** Several lines of text. */
export function AreaField({ value, onChange, most, rows = 4, placeholder, area, code = false, ...frame }: AreaFieldProps) {
  return (
    <Frame {...frame}>
      {(ties) => (
        <textarea
          {...ties}
          ref={area}
          dir={code ? 'ltr' : 'auto'}
          rows={rows}
          value={value}
          maxLength={most}
          placeholder={placeholder}
          spellCheck={code ? false : undefined}
          onChange={(event) => onChange(event.target.value)}
          className={`field field-sizing-content max-h-80 ${code ? 'font-mono!' : ''}`}
        />
      )}
    </Frame>
  );
}

export interface LinesFieldProps extends Omit<AreaFieldProps, 'value' | 'onChange'> {
  value: readonly string[];
  onChange: (value: string[]) => void;
}

const linesOf = (text: string) => [...new Set(text.split('\n').map((line) => line.trim()).filter((line) => line !== ''))];

/** A list, one to a line. */
export function LinesField({ value, onChange, ...rest }: LinesFieldProps) {
  // An empty line being written is no entry yet, so the text is kept beside the list.
  const [text, setText] = useState(() => value.join('\n'));
  const shown = alike(linesOf(text), value) ? text : value.join('\n');
  return (
    <AreaField
      {...rest}
      value={shown}
      onChange={(next) => {
        setText(next);
        onChange(linesOf(next));
      }}
    />
  );
}
