import { useState } from 'react';
import type { CSSProperties } from 'react';
import { hueOf, initials } from './person';

export interface AvatarProps {
  /** Whose face it is; also decides letters and hue. */
  name: string;
  /** A picture, if there is one; should it fail to load, the letters return. */
  src?: string | null;
  /** px, 32 unless told. */
  size?: number;
  /** Set it where no name stands beside the face; otherwise the face is decoration. */
  label?: string;
  className?: string;
}

/** A face: the picture, or initials on a quiet ground whose hue belongs to the name. */
export function Avatar({ name, src, size = 32, label, className = '' }: AvatarProps) {
  const [broken, setBroken] = useState<string | null>(null);
  const style = { '--size': `${size}px`, '--hue': hueOf(name) } as CSSProperties;
  const spoken = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true };
  return (
    <span className={`db-avatar ${className}`} style={style} {...spoken}>
      {src && src !== broken ? (
        <img src={src} alt="" loading="lazy" referrerPolicy="no-referrer" onError={() => setBroken(src)} />
      ) : (
        initials(name)
      )}
    </span>
  );
}
