import { accessible } from '../views/accessible.mjs';
import { arriving } from '../views/arriving.mjs';

accessible('everything is accessible in signing in, accepting and choosing an organization', arriving);
