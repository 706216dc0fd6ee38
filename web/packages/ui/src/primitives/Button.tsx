import { forwardRef } from 'react';
import type { ButtonHTMLAttributes } from 'react';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** action: the one thing to do here · quiet: others · plain: in bars and rows · note: internal · bad: cannot be undone. */
  tone?: 'action' | 'quiet' | 'plain' | 'note' | 'bad';
  /** 28, 32 or 40 px; large where a finger presses. */
  size?: 'small' | 'medium' | 'large';
  /** square: an icon alone, which must bring its label. */
  shape?: 'text' | 'square';
}

/** A button. It submits nothing unless it is told `type="submit"`. */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { tone = 'quiet', size = 'medium', shape = 'text', type = 'button', className = '', ...rest },
  ref,
) {
  return (
    <button
      ref={ref}
      type={type}
      className={`db-button ${className}`}
      data-tone={tone}
      data-size={size}
      data-shape={shape}
      {...rest}
    />
  );
});
