/**
 * What the loader on the host's page and the widget in its iframe say to each other by `postMessage`.
 *
 * Both sides name the other's exact origin when they send and drop whatever comes from another origin
 * or another window. Every message is a plain object carrying {@link FrameMark}, so that traffic of
 * other scripts on the page is told apart at a glance.
 */

/** The value of `deskbell` in every message: the version of this conversation between two windows. */
export type FrameMark = 1;

/** From the widget (iframe) to the loader (host page). */
export type FrameToHost =
  /** The widget has booted and listens. The loader answers with what it kept until now. */
  | { deskbell: FrameMark; type: 'ready' }
  /** The customer closed the widget (its close button, or Escape). */
  | { deskbell: FrameMark; type: 'close' }
  /** Messages the customer has not read, over all their conversations. */
  | { deskbell: FrameMark; type: 'unread'; count: number };

/** From the loader (host page) to the widget (iframe). */
export type HostToFrame =
  /** The panel is on screen now; focus belongs to the widget. Title and url are those of the host's page. */
  | { deskbell: FrameMark; type: 'open'; hostOrigin: string; title: string; url: string }
  /** The panel is hidden; the widget stays alive for unread counts and must not mark anything read. */
  | { deskbell: FrameMark; type: 'closed' }
  /** A token signed by the host that names its signed-in customer. */
  | { deskbell: FrameMark; type: 'identify'; token: string };
