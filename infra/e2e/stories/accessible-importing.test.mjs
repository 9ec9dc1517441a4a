import { accessible } from '../views/accessible.mjs';
import { importing } from '../views/importing.mjs';

accessible('everything is accessible in importing people', importing);
