-- AlterTable
ALTER TABLE "Membership" DROP COLUMN "noticesReadThrough",
ADD COLUMN     "noticesVersion" INTEGER NOT NULL DEFAULT 0;
