/** The push button, the dome and the plate of a bell on a front desk, in a box of 24 by 24. */
export const bellPath =
  'M10.5 4.5h3a.75.75 0 0 1 0 1.5h-.75v1.05A8 8 0 0 1 20 15v.5H4V15a8 8 0 0 1 7.25-7.95V6h-.75a.75.75 0 0 1 0-1.5zM3 17h18a1 1 0 0 1 0 2H3a1 1 0 0 1 0-2z';
