/** Somebody's web shop on an origin of its own, with one script tag and rules of style that would ruin a guest. */
import { createServer, type Server as HttpServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** How the page around the script tag is made. */
export interface ShopPage {
  /** A token by which the page names its customer. */
  readonly token?: string;
  /** A Content-Security-Policy that lets in this server's script and frame and not one inline style. */
  readonly strict?: boolean;
  readonly direction?: 'ltr' | 'rtl';
  /** Served without TLS, so that the browser keeps back what it gives to secure pages only. */
  readonly insecure?: boolean;
  /** A name under `localhost`, for a shop that has several. */
  readonly name?: string;
  /** Where the page finds Deskbell, when something stands between. */
  readonly deskbell?: string;
  /** A page without styles of its own, for pictures. */
  readonly plain?: boolean;
}

/** Every element, every way: what a guest that shares the page's styles would not survive. */
const HOSTILE_CSS = `
* { font: 31px/3 cursive !important; letter-spacing: 9px !important; color: lime !important }
div, button, iframe, span, p, ul, li, textarea, form, main, header {
  position: static !important; display: block !important; float: left !important; width: 7px !important;
  background: magenta !important; transform: rotate(3deg) !important; visibility: hidden !important;
}
body { margin: 40px; visibility: visible !important }
input { max-width: 100%; box-sizing: border-box }
h1, label, input { visibility: visible !important; color: rgb(10, 20, 30) !important }
`;

/** The shop's own script: it names things that a careless guest would take, and says what it finds. */
const OWN_SCRIPT = `
window.shop = { basket: 3 };
window.strings = 'mine'; window.io = 'mine'; window.React = 'mine';
Array.prototype.shopsOwn = function () { return 'mine' };
document.addEventListener('keydown', (event) => { window.shop.lastKey = event.key });
`;

/** A running shop. */
export class Shop {
  readonly #http: HttpServer;
  readonly #server: string;
  readonly #inboxId: string;

  private constructor(http: HttpServer, server: string, inboxId: string) {
    this.#http = http;
    this.#server = server;
    this.#inboxId = inboxId;
  }

  /** Opens a shop whose customers write to `inboxId` of the server at `server`. */
  static async open(server: string, inboxId: string): Promise<Shop> {
    const http = createServer((request, response) => {
      const address = new URL(request.url ?? '/', 'http://shop');
      const policy = `default-src 'none'; script-src 'self' ${server}; frame-src ${server}; style-src 'self'; img-src data:`;
      const send = (type: string, body: string) => {
        const strict = address.searchParams.has('strict');
        response.writeHead(200, {
          'content-type': `${type}; charset=utf-8`,
          ...(strict && { 'content-security-policy': policy }),
        });
        response.end(body);
      };
      if (address.pathname === '/shop.css') send('text/css', HOSTILE_CSS);
      else if (address.pathname === '/shop.js') send('text/javascript', OWN_SCRIPT);
      else if (address.pathname === '/who.js') send('text/javascript', whoScript(address.searchParams.get('token')));
      else send('text/html', pageOf(address, address.searchParams.get('deskbell') ?? server, inboxId));
    });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    return new Shop(http, server, inboxId);
  }

  /** The address of a page. By name, so that shop and server are two sites and not only two origins. */
  address({ token, strict, direction = 'ltr', insecure, name, deskbell, plain }: ShopPage = {}): string {
    const { port } = this.#http.address() as AddressInfo;
    const local = name === undefined ? 'localhost' : `${name}.localhost`;
    const address = new URL(`http://${insecure ? 'shop.test' : local}:${port}/cart`);
    address.searchParams.set('dir', direction);
    if (token !== undefined) address.searchParams.set('token', token);
    if (strict) address.searchParams.set('strict', '');
    if (deskbell !== undefined) address.searchParams.set('deskbell', deskbell);
    if (plain) address.searchParams.set('plain', '');
    return address.href;
  }

  /** The widget on a page of its own. */
  get standalone(): string {
    return `${this.#server}/c/${this.#inboxId}`;
  }

  async close(): Promise<void> {
    this.#http.closeAllConnections();
    this.#http.close();
    await once(this.#http, 'close');
  }
}

function whoScript(token: string | null): string {
  return `window.Deskbell = [(deskbell) => deskbell.identify(${JSON.stringify(token)})];`;
}

function pageOf(address: URL, server: string, inboxId: string): string {
  const direction = address.searchParams.get('dir') === 'rtl' ? 'rtl' : 'ltr';
  const token = address.searchParams.get('token');
  const who = token === null ? '' : `<script src="/who.js?token=${encodeURIComponent(token)}"></script>`;
  const style = address.searchParams.has('plain') ? '' : '<link rel="stylesheet" href="/shop.css">';
  return `<!doctype html>
<html lang="en" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Cart · Shop of Things</title>
<link rel="icon" href="data:,">
${style}
<script src="/shop.js"></script>
</head>
<body>
<h1>Your cart</h1>
<label>Voucher <input></label>
${who}
<script src="${server}/deskbell.js" async data-inbox="${inboxId}"></script>
</body>
</html>`;
}
