/**
 * The hues an avatar may have, in degrees. Beside the other tokens in a file of its own: the widget draws faces at
 * once and loads the table of colours only where an inbox has a colour of its own.
 */
export const avatarHues = [20, 50, 80, 110, 140, 170, 200, 230, 260, 290, 320, 350] as const;
