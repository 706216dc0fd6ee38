import type { Block, Inline } from './tree';

const ofInline = (node: Inline): string =>
  node.kind === 'text' || node.kind === 'code' ? node.text : node.children.map(ofInline).join('');

/** The words alone, without their marks: for where nothing but text can be. */
export function plain(blocks: readonly Block[]): string {
  const ofBlock = (block: Block): string => {
    switch (block.kind) {
      case 'text':
        return block.children.map(ofInline).join('');
      case 'code':
        return block.text;
      case 'quote':
        return plain(block.children);
      case 'list':
        return block.items.map(plain).join('\n');
    }
  };
  return blocks.map(ofBlock).join('\n');
}
