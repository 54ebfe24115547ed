"""How FHIR is read: one shape for JSON and XML, resources and their references, what Observations say, and whose."""
