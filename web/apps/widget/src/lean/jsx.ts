/** The JSX runtime without what only servers and debuggers need. */
import { createElement, type ComponentType, type VNode } from 'preact';

export { Fragment } from 'preact';

export function jsx(type: string | ComponentType, props: Record<string, unknown>, key?: string): VNode {
  return createElement(type as string, key === undefined ? props : { ...props, key });
}

export { jsx as jsxs };
