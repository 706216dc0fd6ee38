import type { Conversation } from '@deskbell/protocol';
import { useEffect, useState, type ComponentType } from 'react';

export interface RatingProps {
  conversation: Pick<Conversation, 'id' | 'rating'>;
  /** Rejects where it was not taken. */
  onRate: (score: number, comment: string | null) => Promise<void>;
}

/** The place below a settled conversation where its customer says how they were helped. */
export function RatingSlot(props: RatingProps) {
  const [loaded, setLoaded] = useState<{ RatingForm: ComponentType<RatingProps> } | null>(null);
  useEffect(() => {
    import('./RatingForm').then(setLoaded, () => undefined);
  }, []);
  return loaded && <loaded.RatingForm {...props} />;
}
