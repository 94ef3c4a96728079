"""Who does which kind of job. A new kind is a line here; its runner stands in a module of its own."""

from collections.abc import Mapping

from studio.flows.import_job import import_job
from studio.flows.product_video_job import product_video_job
from studio.flows.slice_job import slice_job
from studio.jobs.hand import Runner

RUNNERS: Mapping[str, Runner] = {"slice": slice_job, "product_video": product_video_job, "library_import": import_job}
