export type * from './frame';
