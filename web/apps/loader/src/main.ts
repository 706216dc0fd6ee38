/**
 * The loader: the one script a host puts on its pages,
 * `<script src="https://HOST/deskbell.js" async data-inbox="ID"></script>`.
 *
 * It draws a launcher and, on first use, a frame with the widget in it, both inside one shadow root, and
 * offers `window.Deskbell`. It never touches the page's own elements or styles, and before first use it
 * makes no request and stores nothing. Start reading at `loader.ts`.
 */
import { start } from './loader';

const script = (document.currentScript ??
  document.querySelector('script[src*="/deskbell.js"]')) as HTMLScriptElement | null;

if (script) start(script);
