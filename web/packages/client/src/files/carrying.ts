/** What only those need who send or see files: it travels when the first of them comes up. */
export { Freight } from './freight';
export { FileReading } from './reader';
