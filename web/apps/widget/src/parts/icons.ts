/** The icons in use, each from its own file: the whole set is two thousand modules to read. */
export { default as ArrowDown } from 'lucide-react/icons/arrow-down';
export { default as ArrowLeft } from 'lucide-react/icons/arrow-left';
export { default as ArrowUp } from 'lucide-react/icons/arrow-up';
export { default as Check } from 'lucide-react/icons/check';
export { default as CheckCheck } from 'lucide-react/icons/check-check';
export { default as Clock } from 'lucide-react/icons/clock';
export { default as TriangleAlert } from 'lucide-react/icons/triangle-alert';
export { default as X } from 'lucide-react/icons/x';
