"""How HL7 v2 is read: messages and their segments, what an OBX says, and which gene it is about."""
