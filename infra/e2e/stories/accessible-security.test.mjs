import { accessible } from '../views/accessible.mjs';
import { security } from '../views/security.mjs';

accessible('everything is accessible in two-factor authentication, sessions and the second step', security);
