import { parse, plain, type Block, type Inline } from '@deskbell/text';
import { Fragment, useMemo, type ReactNode } from 'react';
import { adopt } from '../adopt';
import { Address } from './Address';
import css from './formatted.css?inline';
import type { WordsProps } from './Words';

adopt(css);

type Leaf = NonNullable<WordsProps['leaf']>;

/** A text with its formatting. Elements are made from the tree: no markup is ever read. */
export function Formatted({ text, leaf = asIs }: WordsProps) {
  const blocks = useMemo(() => parse(text), [text]);
  return <Blocks blocks={blocks} leaf={leaf} />;
}

/** The words without their marks, for who hears them. */
export const plainly = (text: string): string => plain(parse(text));

const asIs = (text: string): ReactNode => text;

function Blocks({ blocks, leaf }: { blocks: readonly Block[]; leaf: Leaf }) {
  return (
    <>
      {blocks.map((block, at) => (
        <BlockView key={at} block={block} leaf={leaf} alone={blocks.length === 1} />
      ))}
    </>
  );
}

function BlockView({ block, leaf, alone }: { block: Block; leaf: Leaf; alone: boolean }) {
  switch (block.kind) {
    case 'text': {
      const words = <Line nodes={block.children} leaf={leaf} />;
      return alone ? words : <p className="db-words">{words}</p>;
    }
    case 'code':
      return (
        // It scrolls sideways, so the keyboard must reach it.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className="db-pre" dir="ltr" tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      );
    case 'quote':
      return (
        <blockquote className="db-quote">
          <Blocks blocks={block.children} leaf={leaf} />
        </blockquote>
      );
    case 'list': {
      const items = block.items.map((item, at) => (
        <li key={at}>
          <Blocks blocks={item} leaf={leaf} />
        </li>
      ));
      return block.start === null ? (
        <ul className="db-list">{items}</ul>
      ) : (
        <ol className="db-list" start={block.start}>
          {items}
        </ol>
      );
    }
  }
}

function Line({ nodes, leaf }: { nodes: readonly Inline[]; leaf: Leaf }) {
  return nodes.map((node, at) => <InlineView key={at} node={node} leaf={leaf} />);
}

function InlineView({ node, leaf }: { node: Inline; leaf: Leaf }) {
  switch (node.kind) {
    case 'text':
      return <Fragment>{leaf(node.text)}</Fragment>;
    case 'code':
      return (
        <code className="db-code" dir="ltr">
          {node.text}
        </code>
      );
    case 'bold':
      return (
        <strong>
          <Line nodes={node.children} leaf={leaf} />
        </strong>
      );
    case 'italic':
      return (
        <em>
          <Line nodes={node.children} leaf={leaf} />
        </em>
      );
    case 'strike':
      return (
        <s>
          <Line nodes={node.children} leaf={leaf} />
        </s>
      );
    case 'link':
      return (
        <>
          <Address href={node.href}>
            <Line nodes={node.children} leaf={asIs} />
          </Address>
          {node.host !== null && (
            <>
              {' '}
              <bdi className="db-host" dir="ltr">
                ({node.host})
              </bdi>
            </>
          )}
        </>
      );
  }
}
