/**
 * React's names, as far as this widget and the shared packages use them, on Preact's core: the whole of
 * preact/compat would weigh 3 KB more. The build fails by name when somebody imports what is not here.
 */
import { Component, createElement, options, type ComponentType, type FunctionComponent, type Ref, type VNode } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';

export { Component, createContext, createElement, createRef, Fragment } from 'preact';
export {
  useCallback,
  useContext,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'preact/hooks';

/** React wraps the browser's events; here they are the browser's own. */
options.event = (event: Event) => Object.assign(event, { nativeEvent: event });

type Props = Readonly<Record<string, unknown>>;

const differ = (a: Props, b: Props) =>
  Object.keys({ ...a, ...b }).some((key) => key !== '__source' && !Object.is(a[key], b[key]));

/** Draws again only when a property has changed. */
export function memo(of: FunctionComponent<Props>): ComponentType<Props> {
  return class extends Component<Props> {
    override shouldComponentUpdate(next: Props) {
      return differ(this.props, next);
    }

    override render() {
      return createElement(of, this.props);
    }
  };
}

/** No component of the widget asks for a ref to a primitive; whoever does finds null. */
export function forwardRef(of: (props: Props, ref: Ref<unknown>) => VNode): FunctionComponent<Props> {
  return (props) => of(props, null);
}

/** The value of a store, and a new render after each change, also of one between render and subscription. */
export function useSyncExternalStore<T>(subscribe: (listener: () => void) => () => void, get: () => T): T {
  const value = get();
  const [held, redraw] = useState({ now: { value, get } });
  useLayoutEffect(() => {
    Object.assign(held.now, { value, get });
    if (!Object.is(value, get())) redraw({ now: held.now });
  }, [held, value, get]);
  useEffect(() => {
    const look = () => {
      if (!Object.is(held.now.value, held.now.get())) redraw({ now: held.now });
    };
    look();
    return subscribe(look);
  }, [subscribe, held.now]);
  return value;
}
