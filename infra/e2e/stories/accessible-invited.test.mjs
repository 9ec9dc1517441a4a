import { accessible } from '../views/accessible.mjs';
import { invited } from '../views/invited.mjs';

accessible('everything is accessible about an invitation and about who waits, and to an account administrator', invited);
