/** Run by npm before `npm test`: builds the program that tests start. */
import { layOut } from '../../../build/laid-out.ts';
import { BUILT } from './bin.ts';

layOut(BUILT);
