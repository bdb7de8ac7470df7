"""Vertex AI through the gateway, whole and streamed: python vertex.py [GATEWAY]"""

import sys

from google import genai
from google.genai.types import HttpOptions

gateway = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8080"
client = genai.Client(
    vertexai=True,
    api_key="dummy-key",
    http_options=HttpOptions(base_url=f"{gateway}/genai_passthrough"),
)
question = "hello from vertex passthrough"

response = client.models.generate_content(model="gemini-2.5-flash", contents=question)
print(response.text)

for chunk in client.models.generate_content_stream(model="gemini-2.5-flash", contents=question):
    print(chunk.text, end="", flush=True)
print()
