import { accessible } from '../views/accessible.mjs';
import { inviting } from '../views/inviting.mjs';

accessible('everything is accessible in inviting people', inviting);
