import { brandShades } from '@deskbell/ui';
import { Frame, type FieldProps } from './Frame';

export interface ColorFieldProps extends FieldProps {
  /** `#rrggbb`; empty for none. */
  value: string;
  onChange: (value: string) => void;
  /** Where the picker begins while none is chosen. */
  beginsAt: string;
  placeholder?: string;
}

const FULL = /^#[0-9a-f]{6}$/i;

/** Whether it can be read as a colour. */
export const isColor = (text: string) => FULL.test(text) && brandShades(text) !== null;

/** A colour, picked or written. */
export function ColorField({ value, onChange, beginsAt, placeholder, ...frame }: ColorFieldProps) {
  return (
    <Frame {...frame}>
      {(ties) => (
        <span className="flex items-center gap-2">
          <input
            type="color"
            aria-label={`${frame.label}: pick`}
            value={isColor(value) ? value.toLowerCase() : beginsAt}
            onChange={(event) => onChange(event.target.value)}
            className="h-8 w-11 shrink-0 cursor-pointer rounded-control border border-edge bg-surface p-1 pointer-coarse:h-10"
          />
          <input
            {...ties}
            dir="ltr"
            value={value}
            maxLength={7}
            placeholder={placeholder}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => onChange(event.target.value.trim())}
            className="field w-28! text-start font-mono!"
          />
        </span>
      )}
    </Frame>
  );
}
