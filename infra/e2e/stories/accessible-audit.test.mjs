import { accessible } from '../views/accessible.mjs';
import { audit } from '../views/audit.mjs';

accessible('everything is accessible in the audit log and in exports', audit);
