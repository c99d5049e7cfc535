"""What the worker does by itself: lets time pass at every vendor, and sends the letters that wait.

Nothing is lost when it stands still: what is due is derived from what people decided, so the next run catches up.
That is also why a failed run is not repeated at once; the next minute does it.
"""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

import structlog
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from laufzeit.campaigns import jobs as campaigns
from laufzeit.contracts import jobs as contracts
from laufzeit.einvoice import jobs as einvoice
from laufzeit.invoices.running import actions as billing
from laufzeit.invoices.running.jobs import work as bill_next
from laufzeit.messages import jobs as messages
from laufzeit.messages.actions import erase_outdated
from laufzeit.server import clock
from laufzeit.vendors.store import all_vendors, vendor_by_id

log = structlog.get_logger("laufzeit.tasks")

DOCUMENTS_OF_A_JOB = 200
"""Some seconds of work: letters and ticks share the same worker."""

SLICES_OF_A_JOB = 5


@app.periodic(cron="* * * * *")
@app.task(name="let_time_pass", queue="time", pass_context=False)
def let_time_pass(timestamp: int) -> None:
    """Each minute: queue a tick for every vendor, so that several workers share them."""
    for vendor in all_vendors():
        try:
            tick.configure(queueing_lock=f"tick {vendor.id}").defer(vendor=str(vendor.id))
        except AlreadyEnqueued:
            log.info("tick still waiting", vendor=vendor.slug)


@app.task(name="tick", queue="time")
def tick(vendor: str) -> None:
    """Carry out what has become due at one vendor, by its own clock."""
    found = vendor_by_id(UUID(vendor))
    now = clock.now_for(found)
    contracts.tick(found.id, now.date(), now)


@app.periodic(cron="* * * * * */5")  # the sixth field is the seconds
@app.task(name="send_letters", queue="letters", queueing_lock="send letters", pass_context=False)
def send_letters(timestamp: int) -> None:
    """Every few seconds: send what is due at every vendor."""
    for vendor in all_vendors():
        messages.send_due(vendor.id, clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="make_documents", queue="documents", pass_context=False)
def make_documents(timestamp: int) -> None:
    """Each minute: queue the making of files for every vendor, so that several workers share it."""
    for vendor in all_vendors():
        _queue_rendering(vendor.id)


def _queue_rendering(vendor_id: UUID) -> None:
    try:
        render.configure(queueing_lock=f"render {vendor_id}").defer(vendor=str(vendor_id))
    except AlreadyEnqueued:
        log.info("rendering still waiting", vendor=str(vendor_id))


@app.task(name="render", queue="documents")
def render(vendor: str) -> None:
    """Make the files of documents that wait at one vendor: some seconds' work, then others have their turn."""
    found = vendor_by_id(UUID(vendor))
    done = einvoice.render_due(found.id, clock.now_for(found), limit=DOCUMENTS_OF_A_JOB)
    if done.documents + done.faults >= DOCUMENTS_OF_A_JOB:
        _queue_rendering(found.id)


@app.periodic(cron="* * * * * */5")  # the sixth field is the seconds
@app.task(name="share_billing", queue="billing", queueing_lock="share billing", pass_context=False)
def share_billing(timestamp: int) -> None:
    """Every few seconds: queue each slice that is left of a billing run, so that all workers share it."""
    for vendor in all_vendors():
        waiting = billing.waiting(vendor.id)
        if waiting is None:
            continue
        if not waiting.slices:
            billing.finish(vendor.id, waiting.run, clock.now_for(vendor))
        for slice_id in waiting.slices:
            with suppress(AlreadyEnqueued):  # it still waits from the last time
                job = bill_slice.configure(queueing_lock=f"slice {slice_id}")
                job.defer(vendor=str(vendor.id), run=str(waiting.run))


@app.task(name="bill_slice", queue="billing")
def bill_slice(vendor: str, run: str) -> None:
    """Bill a slice of a run, whichever nobody works on; the last one to do so finishes the run."""
    found, run_id = vendor_by_id(UUID(vendor)), UUID(run)
    if bill_next(found.id, run_id):
        billing.finish(found.id, run_id, clock.now_for(found))


@app.periodic(cron="* * * * * */5")  # the sixth field is the seconds
@app.task(name="share_campaigns", queue="campaigns", queueing_lock="share campaigns", pass_context=False)
def share_campaigns(timestamp: int) -> None:
    """Every few seconds: queue the campaigns that there is something to be done for."""
    for vendor in all_vendors():
        for campaign in campaigns.waiting(vendor.id):
            _queue_campaign(vendor.id, campaign)


def _queue_campaign(vendor_id: UUID, campaign: UUID) -> None:
    with suppress(AlreadyEnqueued):  # it still waits from the last time
        job = work_on_campaign.configure(queueing_lock=f"campaign {campaign}")
        job.defer(vendor=str(vendor_id), campaign=str(campaign))


@app.task(name="work_on_campaign", queue="campaigns")
def work_on_campaign(vendor: str, campaign: str) -> None:
    """Do some seconds' work for a campaign, then others have their turn."""
    found, campaign_id = vendor_by_id(UUID(vendor)), UUID(campaign)
    for _ in range(SLICES_OF_A_JOB):
        if not campaigns.work(found.id, campaign_id, clock.now_for(found)).more:
            return
    _queue_campaign(found.id, campaign_id)


@app.periodic(cron="30 3 * * *")
@app.task(name="end_retention", queue="time", queueing_lock="end retention", pass_context=False)
def end_retention(timestamp: int) -> None:
    """Each night: erase the letters that the law no longer asks to keep."""
    for vendor in all_vendors():
        erase_outdated(vendor.id, clock.today_for(vendor))


@app.periodic(cron="* * * * *")
@app.task(name="take_over", queue="time", queueing_lock="take over", pass_context=False)
async def take_over(timestamp: int) -> None:
    """Each minute: what a worker that died had taken is given to another."""
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)
