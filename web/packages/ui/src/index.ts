/**
 * Tokens and visual primitives: colours, sizes and the small things every screen is made of.
 * It knows no conversation, no network and no app. Start reading at `tokens/tokens.ts`.
 *
 * Styles come as files: `tokens.css` (custom properties), `base.css`, `primitives.css`, and for the desk
 * `tailwind.css` (the tokens as utilities) and `inter.css` (its font).
 */
export { adopt } from './adopt';
export { applyBrand, brandShades } from './tokens/brand';
export type { BrandShades } from './tokens/brand';
export type { ColorName, Scheme } from './tokens/tokens';
export { Avatar } from './primitives/Avatar';
export type { AvatarProps } from './primitives/Avatar';
export { Badge } from './primitives/Badge';
export type { BadgeProps } from './primitives/Badge';
export { BellMark } from './primitives/BellMark';
export type { BellMarkProps } from './primitives/BellMark';
export { Button } from './primitives/Button';
export type { ButtonProps } from './primitives/Button';
export { Dot } from './primitives/Dot';
export type { DotProps, DotTone } from './primitives/Dot';
export { Icon } from './primitives/Icon';
export type { IconProps, IconShapeProps } from './primitives/Icon';
export { hueOf, initials } from './primitives/person';
export { Skeleton, Spinner } from './primitives/Waiting';
export type { SkeletonProps, SpinnerProps } from './primitives/Waiting';
export { DaySeparator, TimeText } from './time/TimeText';
export type { DaySeparatorProps, TimeTextProps } from './time/TimeText';
export { clockTime, dayKey, dayName, exactTime, longAge, shortAge, shortDate, speakTimes, toMs } from './time/timeWords';
export type { Instant, Locale } from './time/timeWords';
export { TICK_MS, useNow } from './time/clock';
export { VisuallyHidden } from './primitives/VisuallyHidden';
export { loadFormatter, saidWords, Words } from './text/Words';
export type { WordsProps } from './text/Words';
