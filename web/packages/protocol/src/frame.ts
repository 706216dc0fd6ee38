/**
 * What the loader on the host's page and the widget in its iframe say to each other by `postMessage`.
 *
 * The loader opens `/widget/?inbox=ID&host=ORIGIN`. The widget sends to exactly that `host` and listens only
 * to `window.parent` under that origin; the loader sends to exactly the origin it was loaded from and listens
 * only to its own frame. Somebody who embeds the widget under a false `host` therefore hears nothing.
 * Every message is a plain object carrying {@link FrameMark}, so that other scripts' traffic is told apart.
 *
 * The widget begins hidden. It says `here` as soon as it listens, while most of it may still be on its way, and `ready`
 * once it can be seen and closed. The loader answers each of the two with what the page has said of its customer
 * (`identify`, `attributes`) and of the widget (`locale`, `theme`), with `page`, and with `open` if the panel is on
 * screen, and does so again should the widget reload.
 */

/** The value of `deskbell` in every message: the version of this conversation between two windows. */
export type FrameMark = 1;

/** What a page says about its customer: texts, numbers, true or false; null takes one back. */
export type Attributes = Readonly<Record<string, string | number | boolean | null>>;

/** How the widget looks. */
export type Theme = 'light' | 'dark' | 'auto';

/** From the widget (iframe) to the loader (host page). */
export type FrameToHost =
  /** The widget listens. The loader answers with what it kept until now. */
  | { deskbell: FrameMark; type: 'here' }
  /** It has booted, and has a button of its own to close it. Answered like `here`. */
  | { deskbell: FrameMark; type: 'ready' }
  /** The customer closed the widget (its close button, or Escape). */
  | { deskbell: FrameMark; type: 'close' }
  /** Messages the customer has not read, over all their conversations. */
  | { deskbell: FrameMark; type: 'unread'; count: number };

/** From the loader (host page) to the widget (iframe). */
export type HostToFrame =
  /** The panel is on screen now; focus belongs to the widget. */
  | { deskbell: FrameMark; type: 'open'; hostOrigin: string }
  /** The host's page, as far as the host lets it be told: first after `ready`, then whenever it is another one. */
  | { deskbell: FrameMark; type: 'page'; url: string; title: string }
  /** The panel is hidden; the widget stays alive for unread counts and must not mark anything read. */
  | { deskbell: FrameMark; type: 'closed' }
  /** A token signed by the host that names its signed-in customer. */
  | { deskbell: FrameMark; type: 'identify'; token: string }
  /** What the page says about its customer, all of it each time. Nobody has verified it. */
  | { deskbell: FrameMark; type: 'attributes'; attributes: Attributes }
  /** The language the page is in; null leaves it to the person. */
  | { deskbell: FrameMark; type: 'locale'; locale: string | null }
  /** The page is light or dark; `auto` leaves it to the person. */
  | { deskbell: FrameMark; type: 'theme'; theme: Theme };
