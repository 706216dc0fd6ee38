/**
 * How launcher and frame look. The page cannot reach into the shadow root, and `!important` in here beats
 * `!important` out there, so that no rule of the page moves or hides the host element either.
 * Colours are those of `packages/ui/src/tokens`; the bell is the one of `BellMark`.
 */
export const bell =
  'M10.5 4.5h3a.75.75 0 0 1 0 1.5h-.75v1.05A8 8 0 0 1 20 15v.5H4V15a8 8 0 0 1 7.25-7.95V6h-.75a.75.75 0 0 1 0-1.5zM3 17h18a1 1 0 0 1 0 2H3a1 1 0 0 1 0-2z';
export const cross = 'M6.5 5.1 12 10.6l5.5-5.5 1.4 1.4-5.5 5.5 5.5 5.5-1.4 1.4-5.5-5.5-5.5 5.5-1.4-1.4 5.5-5.5-5.5-5.5z';

/** Where there is no room beside it, the widget takes the whole screen. */
export const small = '(max-width:480px),(max-height:480px)';

export const css = `
:host{all:initial!important;position:fixed!important;inset-block-end:0!important;inset-inline-end:0!important;z-index:2147483000!important}
@media print{:host{display:none!important}}
button,iframe{position:fixed;inset-inline-end:20px;border:0;padding:0;color-scheme:light dark}
button{inset-block-end:20px;width:56px;height:56px;border-radius:50%;background:#181d27;color:#e8af4f;cursor:pointer;box-shadow:0 0 0 1px #ffffff24,0 4px 16px #0e0f1340;transition:transform .12s ease-out;-webkit-tap-highlight-color:transparent}
button:hover{transform:scale(1.05)}
button:focus-visible{outline:2px solid #2855ad;outline-offset:2px;box-shadow:0 0 0 6px #fff}
svg{display:block;margin:auto;width:28px;height:28px;fill:currentColor;pointer-events:none}
span{position:absolute;inset-block-start:-3px;inset-inline-end:-3px;min-width:20px;box-sizing:border-box;padding:0 5px;border-radius:10px;background:#e8af4f;color:#0e0f13;box-shadow:0 0 0 2px #181d27;font:650 12px/20px system-ui,sans-serif;text-align:center}
[hidden]{display:none}
iframe{inset-block-end:88px;width:400px;height:min(640px,100dvh - 108px);border-radius:16px;background:#fbfaf7;box-shadow:0 0 0 1px #0e0f1314,0 8px 24px #0e0f1338;visibility:hidden;opacity:0;transform:translateY(8px);transition:opacity .15s ease-out,transform .15s ease-out,visibility 0s .15s}
.open iframe{visibility:visible;opacity:1;transform:none;transition-delay:0s}
@media(prefers-color-scheme:dark){iframe{background:#0e0f13;box-shadow:0 0 0 1px #ffffff24,0 8px 24px #00000080}}
@media ${small}{iframe{inset:var(--top,0) 0 auto;width:100%;height:var(--height,100dvh);border-radius:0}.open.ready button{display:none}}
@media(prefers-reduced-motion){button,iframe,.open iframe{transition:none;transform:none}}
`;
