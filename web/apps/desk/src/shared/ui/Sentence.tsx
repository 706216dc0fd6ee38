import { Fragment } from 'react';
import { parts } from '../words/bidi';

/** A sentence of ours with names in it, each kept to its own direction. */
export function Sentence({ children }: { children: string }) {
  return parts(children).map(({ text, foreign }, index) =>
    foreign ? <bdi key={index}>{text}</bdi> : <Fragment key={index}>{text}</Fragment>,
  );
}
